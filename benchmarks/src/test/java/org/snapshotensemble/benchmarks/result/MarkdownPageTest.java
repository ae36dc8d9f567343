package org.snapshotensemble.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownPageTest {

    @Test
    void text_sampleResults_isThisPage() {
        assertThat(new MarkdownPage(SampleResults.make()).text()).isEqualTo("""
                        # Measured on 2026-11-25

                        - Sources: abc1234
                        - Machine: A Processor, 2 cores, 24,105 MB, Linux amd64
                        - Software: Deeplearning4j M2.1, Java 17
                        - Rounds: 3, taking turns; 61 s in all. A figure is the median of the rounds, with the lowest and the highest; a ratio is the median of each round's own.
                        - Load of the minute before: 0.3; a quiet machine has less than 1.

                        ## Goals

                        | goal | bound | measured | rounds |  |
                        | --- | --- | --: | --: | --- |
                        | training against PyTorch | >= 1.4 | 1.40 | 3 | met |
                        | training against Deeplearning4j | >= 15.0 | 10.0 | 1 | **not met** |

                        ## cnn

                        Training the CNN.

                        | what | unit | this project | PyTorch | Deeplearning4j as shipped | times as good as PyTorch | times as good as Deeplearning4j as shipped |
                        | --- | --- | --: | --: | --: | --: | --: |
                        | training | examples/s | 7,000 (6,000 to 8,000) | 5,000 (5,000 to 5,000) | 700 | 1.40 | 10.0 |

                        ## start

                        Starting.

                        | what | unit | this project | PyTorch | times as good as PyTorch |
                        | --- | --- | --: | --: | --: |
                        | start | s | 3.00 | 1.50 | **0.500** |

                        ## Not measured

                        - memory, PyTorch: ended with status 1
                        """);
    }
}
