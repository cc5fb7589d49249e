package live.nigiwai.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path temporary;

  @Test
  void isMadeForItsOwnerAlone() throws Exception {
    try (var folder = DataFolder.open(temporary.resolve("a/b"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void belongsToOneAtATime() throws Exception {
    var first = DataFolder.open(temporary);
    assertThatThrownBy(() -> DataFolder.open(temporary))
        .isInstanceOf(StartupProblem.class)
        .hasMessage(
            "Another Nigiwai (process "
                + ProcessHandle.current().pid()
                + ") is already using "
                + temporary
                + ". Stop it first, or give this one a folder of its own with --data DIR.");
    first.close();
    DataFolder.open(temporary).close();
  }

  @Test
  void saysWhenItCannotBeWritten() {
    // Even root cannot make a folder there.
    assertThatThrownBy(() -> DataFolder.open(Path.of("/proc/nigiwai")))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("The data folder /proc/nigiwai cannot be written")
        .hasMessageContaining("--data DIR");
  }
}
