package org.snapshotensemble.data;

import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The bundled digits: 1,797 gray images of 8 by 8 pixels from 0 to 16, ten classes. */
record DigitsSource() implements DataSource {

    static final String TEXT = "digits";

    private static final String RESOURCE = "digits.csv.gz";
    private static final ImageSize SIZE = new ImageSize(8, 8, 1);
    private static final int CLASSES = 10;

    @Override
    public String text() {
        return TEXT;
    }

    @Override
    public LabelledData load() throws IOException {
        byte[] bytes = Resources.toByteArray(Resources.getResource(DigitsSource.class, RESOURCE));
        List<CsvRecord> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        new GZIPInputStream(new ByteArrayInputStream(bytes)), StandardCharsets.US_ASCII))) {
            reader.forEach(rows::add);
        }
        float[] pixels = new float[rows.size() * SIZE.values()];
        INDArray labels = Nd4j.zeros(DataType.FLOAT, rows.size(), CLASSES);
        for (int row = 0; row < rows.size(); row++) {
            CsvRecord fields = rows.get(row);
            for (int pixel = 0; pixel < SIZE.values(); pixel++) {
                pixels[row * SIZE.values() + pixel] = Float.parseFloat(fields.getField(pixel));
            }
            labels.putScalar(row, Integer.parseInt(fields.getField(SIZE.values())), 1);
        }
        INDArray features =
                Nd4j.create(pixels, new long[] {rows.size(), SIZE.channels(), SIZE.height(), SIZE.width()}, 'c');
        return new LabelledData(features, labels, description(bytes));
    }

    @Override
    public LabelledData loadLike(DataDescription known, Consumer<String> note) throws IOException {
        KnownImages trained = new KnownImages(known, TEXT);
        trained.requireSize(SIZE);
        LabelledData data = load();
        trained.requireClasses(data.description().classes());
        return trained.scaled(data, KnownImages.WHITE_DIGIT);
    }

    @Override
    public FeatureBatches features(DataDescription known, int batchSize, Consumer<String> note) throws IOException {
        KnownImages trained = new KnownImages(known, TEXT);
        trained.requireSize(SIZE);
        return FeatureBatches.of(trained.scaled(load().features(), KnownImages.WHITE_DIGIT), batchSize);
    }

    private static DataDescription description(byte[] bytes) {
        List<String> classes =
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
        String sha256 = Hashing.sha256().hashBytes(bytes).toString();
        return new DataDescription(TEXT, sha256, Task.CLASSIFICATION, SIZE.columns(), classes, Optional.of(SIZE));
    }
}
