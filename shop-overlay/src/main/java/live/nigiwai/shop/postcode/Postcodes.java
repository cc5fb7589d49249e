package live.nigiwai.shop.postcode;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.runtime.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Postal codes and what they stand for. Filled from the operator's copy of Japan Post's file;
 * without one, from a sample of some fifty codes that comes with the program.
 *
 * <p><b>Threading</b>: any thread; every method blocks.
 */
public final class Postcodes {
  private static final Logger log = LoggerFactory.getLogger(Postcodes.class);
  private static final String SAMPLE = "/postcode/sample.csv";
  private static final Pattern CODE = Pattern.compile("([0-9]{3})-?([0-9]{4})");
  private static final int ROWS_PER_STATEMENT = 2_000;

  private final Database database;

  public Postcodes(Database database) {
    this.database = database;
  }

  public void mount(Router router, Endpoints endpoints) {
    router.get("/api/postcodes/:code").handler(endpoints.on(this::answer));
  }

  record PostcodeView(String postal, List<Place> places) {}

  private Answer answer(RoutingContext context) {
    var code = CODE.matcher(context.pathParam("code"));
    if (!code.matches()) {
      throw ApiProblem.badRequest("bad_value", "a postal code has 7 digits");
    }
    var places = find(code.group(1) + code.group(2));
    return new Answer(
        200,
        new PostcodeView(code.group(1) + "-" + code.group(2), places),
        Map.of("Cache-Control", "public, max-age=86400"));
  }

  /**
   * @param code seven digits
   */
  List<Place> find(String code) {
    return database.query(
        sql ->
            sql.list(
                "SELECT prefecture, city, town FROM shop_postcode WHERE code = $1 ORDER BY"
                    + " position",
                row -> new Place(row.getString(0), row.getString(1), row.getString(2)),
                code));
  }

  /** Loads the operator's file, or the sample where there is none; does nothing where it is in. */
  public void fill(Optional<Path> file) {
    try {
      byte[] content = file.isPresent() ? read(file.get()) : sample();
      int rows = load(content, file.isEmpty());
      if (rows > 0) {
        log.info("{} postal codes are loaded", rows);
      }
    } catch (IOException
        | UncheckedIOException
        | KenAll.Malformed
        | DatabaseUnavailableException unusable) {
      log.warn("the postal codes stay as they are: {}", unusable.getMessage());
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > KenAll.BYTES_MAX) {
      throw new IOException(file + " is larger than 64 MB");
    }
    return Files.readAllBytes(file);
  }

  private static byte[] sample() throws IOException {
    try (var in = Postcodes.class.getResourceAsStream(SAMPLE)) {
      if (in == null) {
        throw new IOException(SAMPLE + " is missing");
      }
      return in.readAllBytes();
    }
  }

  /**
   * Puts a file's codes in place of all others, in one transaction.
   *
   * @param onlyIfEmpty leaves what anyone loaded before
   * @return how many codes; 0 where the file was in already
   */
  int load(byte[] file, boolean onlyIfEmpty) throws KenAll.Malformed {
    String sha256 = sha256(file);
    if (onlyIfEmpty && !isEmpty() || isIn(sha256)) {
      return 0;
    }
    Map<String, List<Place>> places = KenAll.read(file);
    if (places.isEmpty()) {
      throw new KenAll.Malformed("the file has no postal code");
    }
    return database.transaction(
        sql -> {
          sql.change("LOCK TABLE shop_postcode_source IN EXCLUSIVE MODE");
          sql.change("DELETE FROM shop_postcode");
          insert(sql, places);
          sql.change(
              "INSERT INTO shop_postcode_source (sha256, rows) VALUES ($1, $2)"
                  + " ON CONFLICT (one) DO UPDATE SET sha256 = excluded.sha256,"
                  + " rows = excluded.rows, loaded_at = now()",
              sha256,
              places.size());
          return places.size();
        });
  }

  private boolean isEmpty() {
    return database
        .query(sql -> sql.one("SELECT 1 FROM shop_postcode LIMIT 1", row -> true))
        .isEmpty();
  }

  private boolean isIn(String sha256) {
    return database
        .query(
            sql ->
                sql.one(
                    "SELECT 1 FROM shop_postcode_source WHERE sha256 = $1", row -> true, sha256))
        .isPresent();
  }

  private static void insert(Sql sql, Map<String, List<Place>> places) {
    var codes = new ArrayList<String>();
    var positions = new ArrayList<Integer>();
    var all = new ArrayList<Place>();
    places.forEach(
        (code, some) -> {
          for (int i = 0; i < some.size(); i++) {
            codes.add(code);
            positions.add(i);
            all.add(some.get(i));
          }
        });
    for (int from = 0; from < all.size(); from += ROWS_PER_STATEMENT) {
      int to = Math.min(all.size(), from + ROWS_PER_STATEMENT);
      var part = all.subList(from, to);
      sql.change(
          "INSERT INTO shop_postcode (code, position, prefecture, city, town)"
              + " SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[])",
          codes.subList(from, to).toArray(String[]::new),
          positions.subList(from, to).toArray(Integer[]::new),
          part.stream().map(Place::prefecture).toArray(String[]::new),
          part.stream().map(Place::city).toArray(String[]::new),
          part.stream().map(Place::town).toArray(String[]::new));
    }
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
