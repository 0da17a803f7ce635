/**
 * What Spark's executors run. It knows Spark and Java only: an executor's class path is Spark's,
 * and Ductile's own code is loaded beside it from the shared folder's word on where that lies.
 */
package dev.ductile.eval.spark.worker;
