package live.nigiwai.relay.socket;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import live.nigiwai.relay.fanout.Outlet;

/**
 * Brings what concerns one person alone to the loop of their visit. Notes stand behind the welcome:
 * until it was written they wait.
 *
 * <p><b>Threading</b>: {@link #note} and {@link #close} from any thread; {@link #welcomed} on the
 * loop.
 */
final class PersonalLine implements Conversation.Line {
  private static final int WAITING_MAX = 64;

  private final Executor loop;
  private final Outlet outlet;
  private final BiConsumer<Integer, String> closing;
  private final ArrayDeque<Note> waiting = new ArrayDeque<>(1);
  private boolean welcomed;

  /**
   * @param closing ends the visit; called on the loop
   */
  PersonalLine(Executor loop, Outlet outlet, BiConsumer<Integer, String> closing) {
    this.loop = loop;
    this.outlet = outlet;
    this.closing = closing;
  }

  @Override
  public void note(Note note) {
    loop.execute(
        () -> {
          if (welcomed) {
            outlet.write(note.frame());
          } else if (waiting.size() < WAITING_MAX) {
            waiting.add(note);
          }
        });
  }

  @Override
  public void close(int code, String reason) {
    loop.execute(() -> closing.accept(code, reason));
  }

  /** The welcome is written; what waited follows. */
  void welcomed() {
    if (!welcomed) {
      welcomed = true;
      waiting.forEach(note -> outlet.write(note.frame()));
      waiting.clear();
    }
  }
}
