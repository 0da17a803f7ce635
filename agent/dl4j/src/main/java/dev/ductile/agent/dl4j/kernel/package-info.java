/**
 * How single operations are run: places in memory, ND4J's operations bound to them, and the list
 * that replays them. Nothing here knows of graphs, functions or gradients.
 */
package dev.ductile.agent.dl4j.kernel;
