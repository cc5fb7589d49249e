package live.nigiwai.web;

import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.web.app.AdminCommand;
import live.nigiwai.web.app.ServeCommand;
import live.nigiwai.web.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Where the program starts. A problem that the operator can mend is two lines, never a stack trace.
 */
@Command(
    name = "nigiwai",
    description = "Live commerce on one machine or many.",
    mixinStandardHelpOptions = true,
    subcommands = {DemoCommand.class, ServeCommand.class, AdminCommand.class})
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int exit =
        new CommandLine(new Main())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (failure instanceof StartupProblem problem) {
                    command.getErr().println(problem.getMessage());
                  } else {
                    failure.printStackTrace(command.getErr());
                  }
                  return 1;
                })
            .execute(args);
    System.exit(exit);
  }
}
