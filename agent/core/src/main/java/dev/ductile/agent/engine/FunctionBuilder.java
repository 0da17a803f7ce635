package dev.ductile.agent.engine;

import java.util.Optional;

/**
 * Builds one function of a program. All values are computed from the variables as they were when
 * the call began; assignments take effect at its end.
 */
public interface FunctionBuilder extends CompositeOps {
  /** Declares an input that the caller fills through {@link Function#input}. */
  Tensor input(String name, DataType type, Shape shape);

  /** The value of a variable at the start of the call. */
  Tensor read(Variable variable);

  /** Gives a variable a new value at the end of the call. */
  void assign(Variable variable, Tensor value);

  /** Declares a result that the caller reads through {@link Function#output}; float32 or int32. */
  void output(String name, Tensor value);

  /**
   * One step of Adam (Kingma and Ba 2015) and its assignment: {@code m ← β₁m + (1−β₁)g; v ← β₂v +
   * (1−β₂)g²; θ ← θ − (stepSize · m / (√v + epsilonHat) + decay · θ)}. The caller has put the bias
   * correction into the two scalars, so that both epsilon forms are served. Step and decay are
   * added before they are taken from θ: a decay of 1e-9 alone would be lost in θ's rounding.
   *
   * @param stepSize scalar, {@code lr·√(1−β₂ᵗ)/(1−β₁ᵗ)}
   * @param epsilonHat scalar
   * @param decay scalar, {@code lr · λ} of decoupled weight decay (Loshchilov and Hutter 2019)
   * @return the parameter's new value, for projections; assigning the parameter again replaces it
   */
  default Tensor adamStep(
      Variable parameter,
      Variable m,
      Variable v,
      Tensor gradient,
      Tensor stepSize,
      Tensor epsilonHat,
      float beta1,
      float beta2,
      Optional<Tensor> decay) {
    Tensor newM = add(scale(read(m), beta1), scale(gradient, 1f - beta1));
    Tensor newV = add(scale(read(v), beta2), scale(square(gradient), 1f - beta2));
    Tensor step = divide(multiply(stepSize, newM), add(sqrt(newV), epsilonHat));
    Tensor updated = descend(parameter, step, decay);
    assign(m, newM);
    assign(v, newV);
    assign(parameter, updated);
    return updated;
  }

  /**
   * One step of centred RMSProp (Graves 2013, as TensorFlow and optax have it) and its assignment:
   * {@code s ← ρs + (1−ρ)g²; a ← ρa + (1−ρ)g; θ ← θ − (lr · g / √(s − a² + ε) + decay · θ)}.
   *
   * @param meanSquare s, starts at 0
   * @param meanGradient a, starts at 0
   * @return the parameter's new value
   */
  default Tensor centredRmsPropStep(
      Variable parameter,
      Variable meanSquare,
      Variable meanGradient,
      Tensor gradient,
      Tensor learningRate,
      float rho,
      float epsilon,
      Optional<Tensor> decay) {
    Tensor s = add(scale(read(meanSquare), rho), scale(square(gradient), 1f - rho));
    Tensor a = add(scale(read(meanGradient), rho), scale(gradient, 1f - rho));
    Tensor root = sqrt(shift(subtract(s, square(a)), epsilon));
    Tensor updated = descend(parameter, divide(multiply(learningRate, gradient), root), decay);
    assign(meanSquare, s);
    assign(meanGradient, a);
    assign(parameter, updated);
    return updated;
  }

  /** {@code θ − (step + decay · θ)}, the sum in brackets first. */
  default Tensor descend(Variable parameter, Tensor step, Optional<Tensor> decay) {
    Tensor value = read(parameter);
    return subtract(value, decay.map(d -> add(step, multiply(d, value))).orElse(step));
  }
}
