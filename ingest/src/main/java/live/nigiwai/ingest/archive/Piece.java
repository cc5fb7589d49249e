package live.nigiwai.ingest.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Where the bytes of one recorded file are. Either kind can be read from any thread that may block.
 */
public sealed interface Piece {
  int length();

  /** All of it; blocks on the disk or on the network. */
  byte[] read() throws IOException;

  /** In a file of this machine, ready for {@code sendFile}. */
  record Local(Path path, long offset, int length) implements Piece {
    @Override
    public byte[] read() throws IOException {
      try (FileChannel in = FileChannel.open(path)) {
        return read(in, offset, length);
      }
    }

    static byte[] read(FileChannel in, long offset, int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining()) {
        if (in.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("the file ends before " + (offset + length));
        }
      }
      return bytes.array();
    }
  }

  /** In the index itself: an initialisation segment. */
  record InMemory(byte[] bytes) implements Piece {
    @Override
    public int length() {
      return bytes.length;
    }

    @Override
    public byte[] read() {
      return bytes.clone();
    }
  }

  /** In the storage that closed chunks are moved to. */
  record Remote(RemoteChunks storage, String key, long offset, int length) implements Piece {
    @Override
    public byte[] read() throws IOException {
      return storage.read(key, offset, length);
    }
  }
}
