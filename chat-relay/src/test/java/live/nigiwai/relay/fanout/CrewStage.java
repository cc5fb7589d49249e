package live.nigiwai.relay.fanout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.nigiwai.testkit.FakeTime;
import live.nigiwai.testkit.ManualExecutor;

/** One crew on a loop the test drives, with the log its room would have. */
final class CrewStage implements Crew.Room {
  final FakeTime time = new FakeTime();
  final ManualExecutor loop = new ManualExecutor();
  final Outbound outbound;
  final Crew crew;
  final List<Heard> all = new ArrayList<>();
  long end;
  long hearts;
  int left;
  int asked;

  CrewStage(Tempo tempo, int newsMax, Slow slow) {
    outbound = new Outbound(slow);
    crew =
        new Crew(
            loop,
            new Crew.Setting(
                new Crew.Limits(tempo, newsMax, 10_000, 1_024),
                outbound,
                (on, nanos, task) -> time.after(Duration.ofNanos(nanos), () -> on.execute(task)),
                time::nanos),
            this);
  }

  static CrewStage paced() {
    return new CrewStage(Tempo.defaults(), 64, Slow.defaults());
  }

  Heard join() {
    var heard = new Heard();
    var member = new Member(crew, heard);
    heard.member = member;
    all.add(heard);
    long from = end;
    loop.execute(() -> crew.admit(member, welcome(from), from));
    return heard;
  }

  private static Frame welcome(long end) {
    return new Heard.Numbers(News.Urgency.PASSING, end == 0 ? 0 : 1, end, 0).frame();
  }

  void comment() {
    tell(Heard.Numbers.offset(++end));
  }

  void pin() {
    tell(Heard.Numbers.urgent(++end));
  }

  void heart() {
    hearts++;
    tell(Heard.Numbers.hearts(1));
  }

  private void tell(News news) {
    loop.execute(() -> crew.tell(news));
  }

  void tick() {
    loop.execute(crew::tick);
  }

  void settle() {
    loop.runAll();
  }

  /** Time passes in steps, and what becomes due happens. */
  void pass(long millis) {
    for (long passed = 0; passed < millis; passed++) {
      time.advance(Duration.ofMillis(1));
      loop.runAll();
    }
  }

  @Override
  public void left() {
    left++;
  }

  @Override
  public void behind(Crew of, List<Crew.Behind> members) {
    for (var behind : members) {
      asked++;
      long from = behind.offset() + 1;
      long to = end;
      // As from a home loop: the answer stands behind everything told so far.
      loop.execute(
          () ->
              of.catchUp(
                  behind.member(),
                  new Heard.Numbers(News.Urgency.ORDINARY, from > to ? 0 : from, to, 0).frame(),
                  to));
    }
  }
}
