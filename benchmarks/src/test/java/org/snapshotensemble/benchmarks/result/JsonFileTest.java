package org.snapshotensemble.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonFileTest {

    @Test
    void text_sampleResults_readsBackWithEveryNumber() throws JsonProcessingException {
        JsonNode root = new ObjectMapper().readTree(new JsonFile(SampleResults.make()).text());

        assertThat(root.at("/format").asInt()).isEqualTo(1);
        assertThat(root.at("/date").asText()).isEqualTo("2026-11-25T03:00:00Z");
        assertThat(root.at("/machine/processor").asText()).isEqualTo("A Processor");
        assertThat(root.at("/versions/Deeplearning4j").asText()).isEqualTo("M2.1");
        assertThat(root.at("/loadBefore").asDouble()).isEqualTo(0.26);
        assertThat(root.at("/measurements")).hasSize(5);
        JsonNode first = root.at("/measurements/0");
        assertThat(first.at("/contender").asText()).isEqualTo("this project");
        assertThat(first.at("/better").asText()).isEqualTo("higher");
        assertThat(first.at("/median").asDouble()).isEqualTo(7000);
        assertThat(first.at("/values").toString()).isEqualTo("[7000.0,6000.0,8000.0]");
        assertThat(root.at("/failures/0").asText()).isEqualTo("memory, PyTorch: ended with status 1");
    }

    @Test
    void text_goals_sayWhetherTheyAreMet() throws JsonProcessingException {
        JsonNode goals = new ObjectMapper()
                .readTree(new JsonFile(SampleResults.make()).text())
                .at("/goals");

        assertThat(goals.at("/0/met").asBoolean()).isTrue();
        assertThat(goals.at("/1/measured").asDouble()).isEqualTo(10);
        assertThat(goals.at("/1/met").asBoolean(true)).isFalse();
        assertThat(goals.get(2).has("met")).isFalse();
    }
}
