package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.ShowState;
import live.nigiwai.show.timeline.TimelineEvent;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrdersReachTheTimelineTest {
  private final ShopScene scene = new ShopScene().selling(5);
  private final Buyer hana = scene.buyer("hana");

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void factsAndStockReachTheTimeline() {
    var checkout = hana.press(2).expect(201);
    Eventually.holds(() -> assertThat(leftOnStage()).isEqualTo(3));
    hana.fill(checkout.id(), Buyer.ACCEPTS, false).expect(200);
    hana.order(checkout.id(), 7200).expect(200);
    var backstage = scene.timelines.log(LogId.backstage(ShopScene.SHOW)).snapshot(10).recent();
    assertThat(backstage).hasSize(2);
    assertThat(backstage.getFirst().event())
        .isInstanceOfSatisfying(
            TimelineEvent.OrderPlaced.class,
            placed -> {
              assertThat(placed.total().yen()).isEqualTo(7200);
              assertThat(placed.lines())
                  .containsExactly(
                      new TimelineEvent.OrderedLine(ShopScene.BOWL, ShopScene.WHITE, 2));
            });
    assertThat(backstage.getLast().event())
        .isInstanceOfSatisfying(
            TimelineEvent.OrderChanged.class,
            changed -> assertThat(changed.state()).isEqualTo("paid"));
  }

  private int leftOnStage() {
    return scene.timelines.log(LogId.stage(ShopScene.SHOW)).snapshot(1).states().stream()
        .map(it -> it.state())
        .filter(ShowState.StockLeft.class::isInstance)
        .map(it -> ((ShowState.StockLeft) it).left())
        .findFirst()
        .orElse(-1);
  }
}
