package live.nigiwai.relay.room;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.relay.fanout.Outlet;

/** A socket whose reader the test plays. */
final class FakeOutlet implements Outlet {
  final List<String> texts = new ArrayList<>();
  boolean writable = true;
  long waitingBytes;
  int closeCode;

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public long waitingBytes() {
    return waitingBytes;
  }

  @Override
  public void write(Frame frame) {
    if (closeCode == 0) {
      String wire = frame.duplicate().toString(StandardCharsets.UTF_8);
      texts.add(wire.substring(wire.indexOf('{')));
    }
  }

  @Override
  public void close(int code, String reason) {
    if (closeCode == 0) {
      closeCode = code;
    }
  }

  @Override
  public boolean closed() {
    return closeCode != 0;
  }
}
