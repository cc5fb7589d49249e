package live.nigiwai.ingest.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MailboxTest {
  private final Mailbox<String> box = new Mailbox<>();

  @Test
  void keepsTheOrderOfWhatWakesAndWhatIsLeft() throws Exception {
    box.leave("one");
    box.add("two");
    box.leave("three");
    assertThat(box.poll(0)).isEqualTo("one");
    assertThat(box.poll(0)).isEqualTo("two");
    assertThat(box.isEmpty()).isFalse();
    assertThat(box.poll(0)).isEqualTo("three");
    assertThat(box.poll(1)).isNull();
  }

  @Test
  void wakesTheThreadThatWaits() throws Exception {
    var taken = CompletableFuture.supplyAsync(this::poll);
    box.add("now");
    assertThat(taken.get(5, TimeUnit.SECONDS)).isEqualTo("now");
  }

  private String poll() {
    try {
      return String.valueOf(box.poll(60_000));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
