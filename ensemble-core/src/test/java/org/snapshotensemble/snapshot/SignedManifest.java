package org.snapshotensemble.snapshot;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A manifest's text with the checksum that fits it, whatever was changed in it. */
public final class SignedManifest {

    private static final Pattern CHECKSUM = Pattern.compile("\"checksum\"\\s*:\\s*\"([0-9a-f]{64})\"");

    private SignedManifest() {}

    /** Returns the text with its checksum, where it has one, made to fit. */
    public static byte[] of(byte[] json) {
        String text = new String(json, StandardCharsets.ISO_8859_1);
        Matcher checksum = CHECKSUM.matcher(text);
        if (!checksum.find()) {
            return json;
        }
        StringBuilder signed = new StringBuilder(text);
        signed.replace(checksum.start(1), checksum.end(1), RunManifest.NO_CHECKSUM);
        String sha256 = Hashing.sha256()
                .hashBytes(signed.toString().getBytes(StandardCharsets.ISO_8859_1))
                .toString();
        signed.replace(checksum.start(1), checksum.end(1), sha256);
        return signed.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
