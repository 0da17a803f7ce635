/** Groups of runs beside each other: scores over games and seeds, differences, what they show. */
package dev.ductile.eval.compare;
