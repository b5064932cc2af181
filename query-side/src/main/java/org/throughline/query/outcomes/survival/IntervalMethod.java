package org.throughline.query.outcomes.survival;

/**
 * How a 95 % interval is laid around a survival estimate; the names and formulas are those of {@code conf.type} in R's
 * {@code survfit} (Kalbfleisch and Prentice, <i>The Statistical Analysis of Failure Time Data</i>, 2nd ed., 1.4).
 *
 * <p>{@code error} is the standard error of log S: {@code sqrt(sum d / (n (n - d)))}. Where S is 0 there is no
 * interval, which is told by NaN.
 */
public enum IntervalMethod {
    /** {@code S exp(±z error)}, at most 1: what R does unless told otherwise. */
    LOG {
        @Override
        double bound(double survival, double error, double z) {
            return Math.min(Math.exp(Math.log(survival) + z * error), 1);
        }
    },
    /** {@code exp(-exp(log(-log S) ± z error / log S))}: never leaves 0 to 1; none before the first event. */
    LOG_LOG {
        @Override
        double bound(double survival, double error, double z) {
            if (survival == 1) {
                return Double.NaN;
            }
            var log = Math.log(survival);
            return Math.exp(-Math.exp(Math.log(-log) + z * error / log));
        }
    },
    /** {@code S ± z S error}, cut off at 0 and 1. */
    PLAIN {
        @Override
        double bound(double survival, double error, double z) {
            return Math.clamp(survival + z * survival * error, 0, 1);
        }
    };

    double lower(double survival, double error) {
        return survival == 0 ? Double.NaN : bound(survival, error, -Confidence.Z);
    }

    double upper(double survival, double error) {
        return survival == 0 ? Double.NaN : bound(survival, error, Confidence.Z);
    }

    abstract double bound(double survival, double error, double z);
}
