package dev.ductile.eval.cli;

import dev.ductile.base.ExitCodes;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ductile completion SHELL}. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands, options and names with the Tab key.",
      "bash: add source <(ductile completion bash) to ~/.bashrc.",
      "zsh: add source <(ductile completion zsh) to ~/.zshrc, behind compinit."
    })
final class CompletionCommand implements Callable<Integer> {
  /** Shells that can use the script: zsh by its bashcompinit, which the script calls itself. */
  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    System.out.print(AutoComplete.bash(root.getCommandName(), root));
    System.out.flush();
    return ExitCodes.DONE;
  }
}
