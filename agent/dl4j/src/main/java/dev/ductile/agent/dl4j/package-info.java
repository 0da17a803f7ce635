/**
 * The second engine: functions are recorded as nodes, differentiated here, laid out in reused
 * memory once, and then replayed as a flat list of ND4J operations whose arguments are bound for
 * good. SameDiff is not used: its sessions look every operation up again in each call and allocate
 * its results (see {@code agent/docs/engines.md} for figures).
 */
package dev.ductile.agent.dl4j;
