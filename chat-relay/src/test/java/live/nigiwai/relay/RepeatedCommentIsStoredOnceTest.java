package live.nigiwai.relay;

import static live.nigiwai.relay.RelayHouse.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.testkit.ClientView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeatedCommentIsStoredOnceTest {
  private final RelayHouse house = new RelayHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void overOneSocketAndOverTheNext() {
    var hana = house.viewer();
    hana.sayAs("k1", "一度だけ");
    assertThat(hana.await(view -> view.comments().size() == 1, SOON)).isTrue();
    hana.sayAs("k1", "一度だけ");
    assertThat(hana.await(view -> view.pending().isEmpty(), SOON)).isTrue();

    hana.breakConnection();
    assertThat(hana.await(view -> view.welcomes() == 2, SOON)).isTrue();
    hana.sayAs("k1", "一度だけ");
    assertThat(hana.await(view -> view.pending().isEmpty(), SOON)).isTrue();

    assertThat(house.stage().entries()).hasSize(1);
    assertThat(hana.look(ClientView::comments)).hasSize(1);
  }

  @Test
  void theSameKeyOfSomebodyElseIsAnotherComment() {
    house.viewer().sayAs("k1", "わたし");
    house.viewer().sayAs("k1", "ぼく");
    var third = house.viewer();
    assertThat(third.await(view -> view.comments().size() == 2, SOON)).isTrue();
  }
}
