package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.NetworkPass;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.Parameter;
import java.util.List;
import java.util.function.Function;

/** The pass that an update's loss is of. */
interface TrainedPass {
  /** What was built of the online network. */
  NetworkTrace trace();

  /** Its action values and hidden units. */
  NetworkPass own();

  /** The same with other parameters. */
  NetworkPass with(Function<Parameter, Variable> variables);

  /** Random inputs of the function, which more may be added to. */
  List<RandomInput> inputs();
}
