package live.nigiwai.ingest.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps advice from flickering: it appears when it has held for a while and goes when it has not.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class Steadiness {
  private static final class Held {
    long since;
    long lastTrue;
    boolean shown;
    Advice advice;

    Held(long since, Advice advice) {
      this.since = since;
      this.advice = advice;
    }
  }

  private final HealthConfig.Steady config;
  private final Map<Advice.Code, Held> held = new EnumMap<>(Advice.Code.class);

  Steadiness(HealthConfig.Steady config) {
    this.config = config;
  }

  Set<Advice.Code> shown() {
    Set<Advice.Code> shown = java.util.EnumSet.noneOf(Advice.Code.class);
    held.forEach(
        (code, one) -> {
          if (one.shown) {
            shown.add(code);
          }
        });
    return shown;
  }

  /** Takes what is true now; returns what is said, the most important first. */
  List<Advice> settle(long nowMillis, List<Advice> trueNow) {
    for (Advice advice : trueNow) {
      Held one = held.computeIfAbsent(advice.code(), code -> new Held(nowMillis, advice));
      one.lastTrue = nowMillis;
      one.advice = advice;
      one.shown |=
          advice.code().isImmediate() || nowMillis - one.since >= config.raise().toMillis();
    }
    held.values()
        .removeIf(
            one ->
                one.lastTrue != nowMillis
                    && (!one.shown
                        || one.advice.code().isImmediate()
                        || nowMillis - one.lastTrue >= config.clear().toMillis()));
    List<Advice> said = new ArrayList<>();
    for (Held one : held.values()) {
      if (one.shown) {
        said.add(one.advice);
      }
    }
    said.sort(Comparator.comparing(Advice::level).reversed().thenComparing(Advice::code));
    return said;
  }

  /** Another publish has nothing to do with the one before. */
  void reset() {
    held.clear();
  }
}
