/** Figures of a report: drawn once, written as SVG and PDF, with their data. */
package dev.ductile.eval.report.figure;
