package live.nigiwai.web.app;

import picocli.CommandLine.Command;

/** {@code nigiwai admin}: what operators do beside the running program. */
@Command(
    name = "admin",
    description = "Looks after an installation.",
    mixinStandardHelpOptions = true,
    subcommands = {VerifyStockCommand.class})
public final class AdminCommand {}
