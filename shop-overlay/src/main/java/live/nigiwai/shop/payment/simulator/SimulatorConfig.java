package live.nigiwai.shop.payment.simulator;

import java.time.Duration;

/**
 * How the simulator behaves.
 *
 * @param late how long its late card keeps its caller in the dark, and late webhooks their receiver
 * @param callsPerSecondMax of each kind it takes; more are refused, as a real provider does
 * @param chaosSeed from which everything that goes wrong by chance follows; 0 for nothing
 * @param chaosPercent of calls and webhooks that go wrong then
 */
public record SimulatorConfig(
    Duration late, int callsPerSecondMax, long chaosSeed, int chaosPercent) {
  public SimulatorConfig {
    if (late.isNegative() || late.toHours() > 24) {
      throw new IllegalArgumentException("shop.payment.simulator.late must be 0 s to 24 h");
    }
    if (callsPerSecondMax < 1) {
      throw new IllegalArgumentException(
          "shop.payment.simulator.calls-per-second-max must be positive");
    }
    if (chaosPercent < 0 || chaosPercent > 100) {
      throw new IllegalArgumentException("shop.payment.simulator.chaos-percent must be 0 to 100");
    }
  }

  public static SimulatorConfig defaults() {
    return new SimulatorConfig(Duration.ofSeconds(6), 25, 0, 30);
  }

  public SimulatorConfig withLate(Duration next) {
    return new SimulatorConfig(next, callsPerSecondMax, chaosSeed, chaosPercent);
  }

  public SimulatorConfig withCallsPerSecondMax(int next) {
    return new SimulatorConfig(late, next, chaosSeed, chaosPercent);
  }

  public SimulatorConfig withChaos(long seed, int percent) {
    return new SimulatorConfig(late, callsPerSecondMax, seed, percent);
  }
}
