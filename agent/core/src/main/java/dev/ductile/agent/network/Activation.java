package dev.ductile.agent.network;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Tensor;
import java.util.List;

/** Hidden nonlinearities. */
public enum Activation {
  /** {@code max(x, 0)}. */
  RELU {
    @Override
    Tensor apply(FunctionBuilder f, Tensor x) {
      return f.relu(x);
    }
  },
  /** {@code x} above 0, {@code 0.01·x} below (Maas et al. 2013). */
  LEAKY_RELU {
    @Override
    Tensor apply(FunctionBuilder f, Tensor x) {
      return f.add(f.scale(x, SLOPE), f.scale(f.relu(x), 1 - SLOPE));
    }
  },
  /** {@code x·Φ(x)}, exact: Φ by the error function (Hendrycks and Gimpel 2016). */
  GELU {
    @Override
    Tensor apply(FunctionBuilder f, Tensor x) {
      Tensor erf = f.erf(f.scale(x, (float) Math.sqrt(0.5)));
      return f.multiply(x, f.scale(f.shift(erf, 1f), 0.5f));
    }
  },
  /** Hyperbolic tangent. */
  TANH {
    @Override
    Tensor apply(FunctionBuilder f, Tensor x) {
      return f.tanh(x);
    }
  },
  /** {@code [max(x, 0), max(−x, 0)]}: two outputs a unit (Shang et al. 2016; Abbas et al. 2023). */
  CRELU {
    @Override
    Tensor apply(FunctionBuilder f, Tensor x) {
      return f.concat(List.of(f.relu(x), f.relu(f.negate(x))), x.shape().rank() - 1);
    }
  },
  /** {@code [sin x, cos x]}: two outputs a unit (Lewandowski et al. 2024, 2410.20634). */
  FOURIER {
    @Override
    Tensor apply(FunctionBuilder f, Tensor x) {
      return f.concat(List.of(f.sin(x), f.cos(x)), x.shape().rank() - 1);
    }
  };

  /** Of the leaky rectifier: PyTorch's and Maas et al.'s. */
  private static final float SLOPE = 0.01f;

  /**
   * The nonlinearity of x, along whose last axis units lie. Of two outputs a unit, all first ones
   * come before all second ones.
   */
  abstract Tensor apply(FunctionBuilder f, Tensor x);

  /** Whether one unit gives two outputs, so that what follows has twice as many inputs. */
  public boolean doubles() {
    return this == CRELU || this == FOURIER;
  }
}
