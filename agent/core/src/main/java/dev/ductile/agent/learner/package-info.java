/** The learner: a network, its objective and its optimizer as one compiled program. */
package dev.ductile.agent.learner;
