export { pathFrom } from '../../adapters/files/path-from';
export { positionsIn, positionsOf, type TextPositions } from '../../core/text-positions';
