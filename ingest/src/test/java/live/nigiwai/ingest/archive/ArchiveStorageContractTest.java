package live.nigiwai.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every archive storage promises. */
abstract class ArchiveStorageContractTest {
  @TempDir Path files;

  abstract ArchiveStorage storage();

  private Path file(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(files, "chunk", ""), bytes);
  }

  @Test
  void givesBackAnyRangeOfWhatWasStored() throws IOException {
    byte[] bytes = Tape.noise("source", 1, 3_000_000);
    storage().store("range/1/source-00001.media", file(bytes));

    for (int[] range : new int[][] {{0, 1}, {0, 3_000_000}, {1_234_567, 89_012}, {2_999_999, 1}}) {
      assertThat(storage().read("range/1/source-00001.media", range[0], range[1]))
          .isEqualTo(Arrays.copyOfRange(bytes, range[0], range[0] + range[1]));
    }
    assertThatThrownBy(() -> storage().read("range/1/source-00001.media", 2_999_999, 2))
        .isInstanceOf(IOException.class);
  }

  @Test
  void replacesWhatWasThere() throws IOException {
    storage().store("twice/1/index", file(new byte[] {1, 2, 3}));
    storage().store("twice/1/index", file(new byte[] {4, 5}));

    assertThat(storage().read("twice/1/index", 0, 2)).containsExactly(4, 5);
    assertThat(storage().list("twice/1/")).containsExactly("twice/1/index");
  }

  @Test
  void listsAndDeletesOneRecordingAndNoOther() throws IOException {
    for (String key : new String[] {"lists/1/b", "lists/1/a", "lists/12/a", "lists2/1/a"}) {
      storage().store(key, file(new byte[] {1}));
    }
    assertThat(storage().list("lists/1/")).containsExactly("lists/1/a", "lists/1/b");
    assertThat(storage().list("nothing/1/")).isEmpty();

    storage().delete("lists/1/");
    storage().delete("lists/1/");

    assertThat(storage().list("lists/1/")).isEmpty();
    assertThat(storage().list("lists/")).containsExactly("lists/12/a");
    assertThat(storage().list("lists2/1/")).hasSize(1);
  }

  @Test
  void saysThatThereIsNothing() {
    assertThatThrownBy(() -> storage().read("missing/1/index", 0, 1))
        .isInstanceOf(NoSuchFileException.class);
  }
}
