/** Update rules, in the forms of the references. */
package dev.ductile.agent.optimizer;
