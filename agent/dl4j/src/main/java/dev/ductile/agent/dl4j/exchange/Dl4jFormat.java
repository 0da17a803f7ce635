package dev.ductile.agent.dl4j.exchange;

import dev.ductile.agent.exchange.NetworkFormat;
import dev.ductile.agent.learner.Learner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Format {@code dl4j}: zips of DL4J's {@code ModelSerializer}, see {@link Dl4jNetworks}. */
public final class Dl4jFormat implements NetworkFormat {
  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public void write(Learner learner, OutputStream out) throws IOException {
    Dl4jNetworks.write(learner, out);
  }

  @Override
  public void read(Path file, Learner learner) {
    Dl4jNetworks.read(file, learner);
  }
}
