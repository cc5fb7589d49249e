package live.nigiwai.shop.postcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.testkit.PostgresForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostcodesTest {
  private static final PostgresAddress DATABASE = PostgresForTests.migrated("runtime", "shop");
  private static final Vertx vertx = Vertx.vertx();
  private static final Database database = Database.open(vertx, DATABASE, 4);
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");

  /** As Japan Post writes it: remarks, two towns under one code, a town that goes on. */
  private static final String FILE =
      row("1500001", "東京都", "渋谷区", "神宮前")
          + row("0640941", "北海道", "札幌市中央区", "旭ケ丘")
          + row("1000000", "東京都", "千代田区", "以下に掲載がない場合")
          + row("4520961", "愛知県", "清須市", "春日（ＪＲ東海道本線以北の、")
          + row("4520961", "愛知県", "清須市", "川中、高札、長久寺）")
          + row("6511102", "兵庫県", "神戸市北区", "山田町下谷上")
          + row("6511102", "兵庫県", "神戸市北区", "山田町小部")
          + row("5220317", "滋賀県", "犬上郡多賀町", "一円");

  private final Postcodes postcodes = new Postcodes(database);

  private static String row(String code, String prefecture, String city, String town) {
    return "13113,\"%s  \",\"%s\",\"トウキョウト\",\"シブヤク\",\"ジングウマエ\",\"%s\",\"%s\",\"%s\",0,0,1,0,0,0\r\n"
        .formatted(code.substring(0, 3), code, prefecture, city, town);
  }

  @BeforeEach
  void empty() {
    database.query(sql -> sql.change("TRUNCATE shop_postcode, shop_postcode_source"));
  }

  @AfterAll
  static void close() {
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void readsTheFileInEitherEncodingPlainOrZipped() throws Exception {
    for (byte[] file :
        new byte[][] {
          FILE.getBytes(StandardCharsets.UTF_8),
          ("\uFEFF" + FILE).getBytes(StandardCharsets.UTF_8),
          FILE.getBytes(SHIFT_JIS),
          zipped(FILE.getBytes(SHIFT_JIS))
        }) {
      empty();
      assertThat(postcodes.load(file, false)).isEqualTo(6);
      assertThat(postcodes.find("1500001")).containsExactly(new Place("東京都", "渋谷区", "神宮前"));
      assertThat(postcodes.find("6511102"))
          .extracting(Place::town)
          .containsExactly("山田町下谷上", "山田町小部");
      assertThat(postcodes.find("4520961")).containsExactly(new Place("愛知県", "清須市", "春日"));
      assertThat(postcodes.find("9999999")).isEmpty();
    }
  }

  private static byte[] zipped(byte[] inside) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("KEN_ALL.CSV"));
      zip.write(inside);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "以下に掲載がない場合,''",
    "三郷町の次に番地がくる場合,''",
    "神津島村一円,''",
    "一円,一円",
    "丸の内（次のビルを除く）,丸の内",
    "北一条西（１〜１９丁目）,北一条西",
    "四ツ谷,四ツ谷"
  })
  void keepsTheNameAndDropsTheRemark(String field, String town) {
    assertThat(KenAll.townOf(field)).isEqualTo(town);
  }

  @Test
  void takesANewFileInPlaceOfTheOldAndTheSameOnlyOnce() throws Exception {
    byte[] file = FILE.getBytes(StandardCharsets.UTF_8);
    assertThat(postcodes.load(file, false)).isEqualTo(6);
    assertThat(postcodes.load(file, false)).isZero();
    byte[] next = row("9000015", "沖縄県", "那覇市", "久茂地").getBytes(SHIFT_JIS);
    assertThat(postcodes.load(next, false)).isEqualTo(1);
    assertThat(postcodes.find("1500001")).isEmpty();
    assertThat(postcodes.load(file, true)).isZero();
  }

  @Test
  void aFileThatIsNotOneChangesNothing(@TempDir Path folder) throws Exception {
    assertThat(postcodes.load(FILE.getBytes(StandardCharsets.UTF_8), false)).isEqualTo(6);
    assertThatThrownBy(() -> postcodes.load("name,age\nhana,3\n".getBytes(SHIFT_JIS), false))
        .hasMessageContaining("line 1");
    postcodes.fill(Optional.of(folder.resolve("nowhere.csv")));
    Path broken = Files.write(folder.resolve("broken.zip"), new byte[] {'P', 'K', 3, 4, 9, 9});
    postcodes.fill(Optional.of(broken));
    assertThat(postcodes.find("1500001")).hasSize(1);
  }

  @Test
  void aSampleComesWithTheProgram() {
    postcodes.fill(Optional.empty());
    assertThat(postcodes.find("1500001")).containsExactly(new Place("東京都", "渋谷区", "神宮前"));
    assertThat(postcodes.find("0600001")).extracting(Place::town).containsExactly("北一条西");
    assertThat(postcodes.find("1000000")).extracting(Place::town).containsExactly("");
  }

  @Test
  void takesTheWholeCountryInAMoment() throws Exception {
    var all = new StringBuilder();
    for (int i = 0; i < 124_000; i++) {
      all.append(row("%07d".formatted(i), "東京都", "渋谷区", "神宮前" + i));
    }
    assertThat(postcodes.load(all.toString().getBytes(SHIFT_JIS), false)).isEqualTo(124_000);
    assertThat(postcodes.find("0123999")).hasSize(1);
  }
}
