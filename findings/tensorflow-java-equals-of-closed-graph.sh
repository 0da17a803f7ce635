#!/usr/bin/env bash
# Version: TensorFlow-Java 1.1.0 (TensorFlow 2.18).
#
# Expected: equals of two operations or tensors of a graph says true or false, as long as both objects
#   are held, so that they can stand in lists and records that outlive the graph: their hash does.
# Behaviour: once the graph is closed, equals of two different operands throws IllegalStateException,
#   and so does List.indexOf, while hashCode and an operand's equality with itself go on working: it
#   goes unnoticed until somebody looks for what is not the first element.
# Output seen:
#   open, indexOf the second: 1
#   closed, indexOf the first: 0
#   closed, indexOf the second: IllegalStateException: close() has been called on the Graph
#   closed, a hash set contains the second: true
# Exits 0 while this is so, 1 if it changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.tensorflow</groupId><artifactId>tensorflow-core-api</artifactId><version>1.1.0</version>
    </dependency>
    <dependency>
      <groupId>org.tensorflow</groupId><artifactId>tensorflow-core-native</artifactId><version>1.1.0</version>
      <classifier>linux-x86_64</classifier>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat >ClosedGraph.java <<'JAVA'
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class ClosedGraph {
  public static void main(String[] arguments) {
    List<Operand<TFloat32>> weights;
    Set<Operand<TFloat32>> set;
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      weights = List.of(tf.constant(1f), tf.constant(2f));
      set = new HashSet<>(weights);
      System.out.println("open, indexOf the second: " + weights.indexOf(weights.get(1)));
    }
    String first = of(() -> weights.indexOf(weights.get(0)));
    String second = of(() -> weights.indexOf(weights.get(1)));
    String hashed = of(() -> set.contains(weights.get(1)));
    System.out.println("closed, indexOf the first: " + first);
    System.out.println("closed, indexOf the second: " + second);
    System.out.println("closed, a hash set contains the second: " + hashed);
    System.exit(second.startsWith("IllegalStateException") ? 0 : 1);
  }

  static String of(Supplier<Object> asked) {
    try {
      return String.valueOf(asked.get());
    } catch (RuntimeException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }
}
JAVA
javac -cp 'lib/*' ClosedGraph.java
TF_CPP_MIN_LOG_LEVEL=3 java -cp "lib/*:." ClosedGraph 2>/dev/null
