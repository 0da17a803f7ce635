package dev.ductile.agent.exchange;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.learner.Learner;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.parts.MissingPartException;
import dev.ductile.base.parts.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * A file format of networks in another library. Only the network goes over, that is, how
 * observations become action values: no optimizer state, no target network, no replay memory.
 */
public interface NetworkFormat {
  /** Name used on the command line, for example {@code dl4j}. */
  String name();

  /**
   * Writes the online network of a learner, whatever engine runs it.
   *
   * @param learner must be able to act; its own values and those of the written network are
   *     compared before anything is written
   * @param out receives the file; stays open
   * @throws EngineException naming what the format cannot express
   * @throws IOException if {@code out} fails
   */
  void write(Learner learner, OutputStream out) throws IOException;

  /**
   * Takes a network's parameters over into the online and the target network; the optimizer's state
   * stays.
   *
   * @param file is read whole and checked before the learner is touched
   * @param learner must be able to act; its values are compared with those of the file's network
   * @throws EngineException if the file is not of this format, is damaged, or holds a network other
   *     than this learner's; the learner's parameters are as before then
   */
  void read(Path file, Learner learner);

  /**
   * Finds a format by name.
   *
   * @throws MissingPartException if it is a part of Ductile that is not on the class path
   * @throws ConfigurationException naming the formats that are there
   */
  static NetworkFormat named(String name) {
    TreeMap<String, NetworkFormat> found = new TreeMap<>();
    for (NetworkFormat format : ServiceLoader.load(NetworkFormat.class)) {
      found.put(format.name(), format);
    }
    NetworkFormat format = found.get(name);
    if (format == null) {
      if (name.equals(Part.DL4J.text())) {
        Part.DL4J.require();
      }
      throw new ConfigurationException(DidYouMean.unknown("format", name, found.keySet()));
    }
    return format;
  }
}
