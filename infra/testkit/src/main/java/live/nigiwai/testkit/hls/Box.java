package live.nigiwai.testkit.hls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box (ISO/IEC 14496-12 §4.2) inside the bytes of its file.
 *
 * @param start of its size field, in the file
 * @param body where its content starts
 * @param end just after it
 */
record Box(byte[] file, String type, int start, int body, int end) {
  /** Bytes that are not the boxes they should be. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }
  }

  static List<Box> in(byte[] file) throws MalformedException {
    return list(file, 0, file.length);
  }

  private static List<Box> list(byte[] file, int from, int to) throws MalformedException {
    List<Box> boxes = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = from;
    while (at < to) {
      if (to - at < 8) {
        throw new MalformedException((to - at) + " bytes after the last box");
      }
      long size = bytes.getInt(at) & 0xffff_ffffL;
      String type = new String(file, at + 4, 4, ISO_8859_1);
      int header = 8;
      if (size == 1 && to - at >= 16) {
        size = bytes.getLong(at + 8);
        header = 16;
      }
      if (size < header || size > to - at) {
        throw new MalformedException(type + " has " + size + " bytes of " + (to - at));
      }
      boxes.add(new Box(file, type, at, at + header, at + (int) size));
      at += (int) size;
    }
    return boxes;
  }

  List<Box> children() throws MalformedException {
    return list(file, body, end);
  }

  /** What is inside from so many bytes on. */
  List<Box> childrenAfter(int bytes) throws MalformedException {
    if (body + bytes > end) {
      throw new MalformedException(type + " is cut short");
    }
    return list(file, body + bytes, end);
  }

  Optional<Box> child(String name) throws MalformedException {
    return children().stream().filter(box -> box.type.equals(name)).findFirst();
  }

  Box required(String name) throws MalformedException {
    return child(name).orElseThrow(() -> new MalformedException(type + " has no " + name));
  }

  /** Follows a path of types. */
  Box path(String... names) throws MalformedException {
    Box box = this;
    for (String name : names) {
      box = box.required(name);
    }
    return box;
  }

  int length() {
    return end - body;
  }

  Reader reader() {
    return new Reader(this);
  }

  /** Goes through a box's fields. */
  static final class Reader {
    private final Box box;
    private int at;

    private Reader(Box box) {
      this.box = box;
      this.at = box.body;
    }

    private int take(int bytes) throws MalformedException {
      if (at + bytes > box.end) {
        throw new MalformedException(box.type + " is cut short");
      }
      at += bytes;
      return at - bytes;
    }

    int u8() throws MalformedException {
      return box.file[take(1)] & 0xff;
    }

    int u16() throws MalformedException {
      return ByteBuffer.wrap(box.file).getShort(take(2)) & 0xffff;
    }

    long u32() throws MalformedException {
      return s32() & 0xffff_ffffL;
    }

    int s32() throws MalformedException {
      return ByteBuffer.wrap(box.file).getInt(take(4));
    }

    long u64() throws MalformedException {
      return ByteBuffer.wrap(box.file).getLong(take(8));
    }

    Reader skip(int bytes) throws MalformedException {
      take(bytes);
      return this;
    }

    byte[] bytes(int count) throws MalformedException {
      int from = take(count);
      return java.util.Arrays.copyOfRange(box.file, from, from + count);
    }

    int left() {
      return box.end - at;
    }
  }
}
