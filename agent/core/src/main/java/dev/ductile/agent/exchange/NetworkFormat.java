package dev.ductile.agent.exchange;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.learner.Learner;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.parts.MissingPartException;
import dev.ductile.base.parts.NamedServices;
import dev.ductile.base.parts.Part;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file format of networks in another library. Only the network goes over, that is, how
 * observations become action values: no optimizer state, no target network, no replay memory.
 */
public interface NetworkFormat {
  /** Name used on the command line, for example {@code dl4j}. */
  String name();

  /**
   * Writes the network that a learner plays with, whatever engine runs it.
   *
   * @param learner must be able to act; its own values and those of the written network are
   *     compared before anything is written
   * @param about what the network is and where it comes from, for formats that can say so
   * @param out the file to write, or the folder where the format is one
   * @throws EngineException naming what the format cannot express
   * @throws OutputException if it cannot be written
   */
  void write(Learner learner, Map<String, String> about, Path out);

  /**
   * Takes a network's parameters over into the online and the target network; the optimizer's state
   * stays.
   *
   * @param file is read whole and checked before the learner is touched
   * @param learner must be able to act; its values are compared with those of the file's network
   * @throws EngineException if the file is not of this format, is damaged, or holds a network other
   *     than this learner's; the learner's parameters are as before then
   * @throws ConfigurationException likewise, where the format says so
   */
  void read(Path file, Learner learner);

  /**
   * Finds a format by name.
   *
   * @throws MissingPartException if it is a part of Ductile that is not on the class path
   * @throws ConfigurationException naming the formats that are there
   */
  static NetworkFormat named(String name) {
    return NamedServices.find(NetworkFormat.class, NetworkFormat::name, "format", name, Part.DL4J);
  }
}
