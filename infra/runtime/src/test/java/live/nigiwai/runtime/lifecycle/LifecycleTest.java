package live.nigiwai.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final List<String> stopped = new CopyOnWriteArrayList<>();
  private final Lifecycle lifecycle = new Lifecycle(Duration.ofMillis(200), Duration.ofMillis(900));

  private void own(String name) {
    lifecycle.own(name, () -> stopped.add(name));
  }

  @Test
  void stopsInReverse() {
    own("database");
    own("relay");
    own("door");
    lifecycle.close();
    assertThat(stopped).containsExactly("door", "relay", "database");
  }

  @Test
  void stopsOnlyOnce() throws Exception {
    own("database");
    lifecycle.close();
    lifecycle.close();
    lifecycle.awaitClosed();
    assertThat(stopped).containsExactly("database");
  }

  @Test
  void keepsEveryFailureAndStopsTheRest() {
    own("database");
    lifecycle.own(
        "relay",
        () -> {
          throw new IOException("first");
        });
    lifecycle.own(
        "door",
        () -> {
          throw new IllegalArgumentException("second");
        });
    assertThatThrownBy(lifecycle::close)
        .hasMessageContaining("2 parts")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("second", "first"));
    assertThat(stopped).containsExactly("database");
  }

  @Test
  void doesNotWaitForAPartThatHangs() {
    own("database");
    for (int i = 0; i < 8; i++) {
      lifecycle.own("hanging-" + i, () -> new CountDownLatch(1).await());
    }
    long began = System.nanoTime();
    assertThatThrownBy(lifecycle::close)
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .hasSize(8)
                    .extracting(Throwable::getMessage)
                    .allMatch(message -> message.contains("did not stop within")));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    assertThat(stopped).containsExactly("database");
  }

  @Test
  void stopsAPartThatComesTooLate() {
    lifecycle.close();
    assertThatThrownBy(() -> own("late")).hasMessageContaining("while everything stops");
    assertThat(stopped).containsExactly("late");
  }
}
