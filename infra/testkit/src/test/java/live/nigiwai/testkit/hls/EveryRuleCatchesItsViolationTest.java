package live.nigiwai.testkit.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing is wrong at a time, and the rule about it says so. */
final class EveryRuleCatchesItsViolationTest {
  private static final Duration TIME = Duration.ofSeconds(14);

  static Stream<Broken> broken() {
    return Stream.of(
            BrokenPlaylists.all(), BrokenReloads.all(), BrokenMedia.all(), BrokenDelivery.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void caught(Broken broken) {
    Report report = HlsValidator.follow(MadeOrigin.INDEX, TIME, broken.origin(), broken.origin());
    assertThat(report.violations())
        .as(report.toString())
        .extracting(Violation::rule)
        .contains(broken.rule());
    // What follows from it may be reported too, but not everything.
    Set<Rule> rules = report.violations().stream().map(Violation::rule).collect(Collectors.toSet());
    assertThat(rules).as(report.toString()).hasSizeLessThanOrEqualTo(broken.consequences());
  }

  @Test
  void noRuleIsLeftOut() {
    Set<Rule> covered = broken().map(Broken::rule).collect(Collectors.toSet());
    assertThat(covered).containsAll(EnumSet.allOf(Rule.class));
  }
}
