export { pathFrom } from '../../adapters/files/path-from';
export { positionsIn, positionsOf, type TextPosition, type TextPositions } from '../../core/text-positions';
