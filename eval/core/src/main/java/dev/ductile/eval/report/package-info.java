/** A comparison as one page that stands alone: figures, tables, what is concluded. */
package dev.ductile.eval.report;
