#!/usr/bin/env bash
# Version: TensorFlow-Java 1.1.0 (TensorFlow 2.18) on CPUs, with oneDNN kernels.
#
# Expected: relu(x·w + b) of what is not a number is not a number, as tf.nn.relu gives it: a network
#   whose weights have become NaN shows it in its output, whatever else is asked for.
# Behaviour: where nobody else reads the sum, the graph optimizer makes one kernel of product, bias and
#   ReLU, and that gives 0 for NaN. Fetching the sum as well, or asking for gradients, brings the NaN
#   back: the same operation of the same graph has two values. A check for non-finite outputs of a
#   hidden layer in inference passes never fires.
# Output seen:
#   relu alone: 0.0
#   relu with the sum fetched too: NaN
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
cat >FusedRelu.java <<'JAVA'
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class FusedRelu {
  public static void main(String[] arguments) {
    try (Graph graph = new Graph(); Session session = new Session(graph);
        TFloat32 one = TFloat32.tensorOf(Shape.of(8, 8), t -> t.scalars().forEach(v -> v.setFloat(1f)));
        TFloat32 nan = TFloat32.tensorOf(Shape.of(8), t -> t.scalars().forEach(v -> v.setFloat(Float.NaN)))) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(8, 8)));
      Operand<TFloat32> w = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(8, 8)));
      Operand<TFloat32> b = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(8)));
      Operand<TFloat32> sum = tf.nn.biasAdd(tf.linalg.matMul(x, w), b);
      Operand<TFloat32> y = tf.math.mul(tf.nn.relu(sum), tf.constant(1f));
      float alone = at(session.runner().feed(x, one).feed(w, one).feed(b, nan).fetch(y));
      float both = at(session.runner().feed(x, one).feed(w, one).feed(b, nan).fetch(y).fetch(sum));
      System.out.println("relu alone: " + alone);
      System.out.println("relu with the sum fetched too: " + both);
      System.exit(alone == 0 && Float.isNaN(both) ? 0 : 1);
    }
  }

  static float at(Session.Runner runner) {
    return ((TFloat32) runner.run().get(0)).getFloat(0, 0);
  }
}
JAVA
javac -cp 'lib/*' FusedRelu.java
TF_ENABLE_ONEDNN_OPTS=1 TF_CPP_MIN_LOG_LEVEL=3 java -cp "lib/*:." FusedRelu 2>/dev/null
