package live.nigiwai.web.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** WebSocket frames no client sends, as bytes; each must end its own socket and no other. */
final class RudeFrames {
  private static final int TEXT = 0x81;
  private static final byte[] MASK = {1, 2, 3, 4};

  private RudeFrames() {}

  /** What is wrong, and the bytes. */
  static Map<String, byte[]> all() {
    var frames = new LinkedHashMap<String, byte[]>();
    for (String text :
        new String[] {
          "",
          "{",
          "null",
          "[]",
          "{\"c\":\"join\"}",
          "{\"c\":\"join\",\"id\":-1}",
          "{\"c\":7,\"id\":1}",
          "{\"c\":\"join\",\"id\":1,\"log\":\"attic\"}",
          "{\"c\":\"say\",\"id\":1,\"k\":\"k\",\"x\":\"x\"}"
        }) {
      frames.put("text " + text, frame(TEXT, text.getBytes(UTF_8)));
    }
    frames.put("deep arrays", frame(TEXT, ("[".repeat(2_000) + "]".repeat(2_000)).getBytes(UTF_8)));
    frames.put("too large", frame(TEXT, "x".repeat(5_000).getBytes(UTF_8)));
    frames.put("far too large", frame(TEXT, "x".repeat(60_000).getBytes(UTF_8)));
    frames.put("a length of 2^62", bytes(TEXT, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4));
    frames.put("a negative length", bytes(TEXT, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4));
    frames.put("no mask", bytes(TEXT, 2, '{', '}'));
    frames.put("reserved bits", frame(0xF1, "{}".getBytes(UTF_8)));
    frames.put("an unknown opcode", frame(0x83, "{}".getBytes(UTF_8)));
    frames.put("a continuation of nothing", frame(0x80, "{}".getBytes(UTF_8)));
    frames.put("invalid UTF-8", frame(TEXT, new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF}));
    frames.put("binary", frame(0x82, new byte[] {1, 2, 3}));
    frames.put("a long ping", frame(0x89, new byte[126]));
    frames.put("a ping in pieces", frame(0x09, new byte[1]));
    frames.put("a close code of 1", frame(0x88, new byte[] {0, 1}));
    var random = new Random(5);
    for (int i = 0; i < 10; i++) {
      var noise = new byte[20_000];
      random.nextBytes(noise);
      frames.put("noise " + i, noise);
    }
    return frames;
  }

  private static byte[] frame(int first, byte[] payload) {
    var out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else {
      out.write(0x80 | 126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    }
    out.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      out.write(payload[i] ^ MASK[i % 4]);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    var out = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }
}
