package dev.ductile.agent.dl4j.exchange;

import dev.ductile.agent.exchange.NetworkFormat;
import dev.ductile.agent.learner.Learner;
import dev.ductile.base.files.AtomicFiles;
import java.nio.file.Path;
import java.util.Map;

/** Format {@code dl4j}: zips of DL4J's {@code ModelSerializer}, see {@link Dl4jNetworks}. */
public final class Dl4jFormat implements NetworkFormat {
  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public void write(Learner learner, Map<String, String> about, Path out) {
    AtomicFiles.write(out, stream -> Dl4jNetworks.write(learner, stream));
  }

  @Override
  public void read(Path file, Learner learner) {
    Dl4jNetworks.read(file, learner);
  }
}
