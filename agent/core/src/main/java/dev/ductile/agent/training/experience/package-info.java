/**
 * What a run learns from: a replay memory, or rollouts that are learned from once and forgotten.
 * Fed by what plays, drawn from by what updates; knows nothing of either's schedule.
 */
package dev.ductile.agent.training.experience;
