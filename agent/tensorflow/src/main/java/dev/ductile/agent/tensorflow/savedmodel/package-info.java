/** Agents as TensorFlow's SavedModels. */
package dev.ductile.agent.tensorflow.savedmodel;
