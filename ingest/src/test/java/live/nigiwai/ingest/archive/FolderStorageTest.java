package live.nigiwai.ingest.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStorageTest extends ArchiveStorageContractTest {
  @TempDir Path root;

  @Override
  ArchiveStorage storage() {
    return new FolderStorage(root);
  }

  @Test
  void neverLeavesItsFolder() {
    assertThatThrownBy(() -> storage().delete("../")).isInstanceOf(IllegalArgumentException.class);
  }
}
