/** Sweeps on Apache Spark: the side that plans, submits and listens. */
package dev.ductile.eval.spark;
