import assert from 'node:assert/strict';
import {
  reconcile,
  treeLines,
  type Reconciled,
  type TreeNode,
} from '../../../../../src/editor/views/tree/tree-node';

const leaf = (id: string, more: Partial<TreeNode> = {}): TreeNode => ({ id, label: id, ...more });
const group = (id: string, children: TreeNode[], more: Partial<TreeNode> = {}): TreeNode => ({
  ...{ id, label: id, expansion: 'open', children },
  ...more,
});

const shown = (nodes: TreeNode[]) => reconcile([], nodes).roots;
const names = ({ changed }: Reconciled) =>
  changed === 'all' ? changed : changed.map(({ node }) => node.id).join(' ');

describe('a tree that is shown', () => {
  it('is not drawn again where nothing is different', () => {
    const nodes = () => [group('a', [leaf('a1'), leaf('a2')]), leaf('b')];
    assert.equal(names(reconcile(shown(nodes()), nodes())), '');
  });

  it('has only what is different drawn again', () => {
    const before = shown([group('a', [leaf('a1'), leaf('a2')]), group('b', [leaf('b1')])]);
    const now = reconcile(before, [
      group('a', [leaf('a1'), leaf('a2', { description: 'drifted' })]),
      group('b', [leaf('b1')]),
    ]);
    assert.equal(names(now), 'a2');
  });

  it('is drawn again where its tooltip will have other words, which nobody has written yet', () => {
    const write = (): string => assert.fail('written');
    const about = (state: string) => [leaf('a', { tooltip: { facts: { state }, write } })];
    assert.equal(names(reconcile(shown(about('present')), about('present'))), '');
    assert.equal(names(reconcile(shown(about('present')), about('missing'))), 'a');
  });

  it('has a group drawn again whose members are others, or in another order', () => {
    const before = shown([group('a', [leaf('a1'), leaf('a2')]), group('b', [leaf('b1')])]);
    const fewer = reconcile(before, [group('a', [leaf('a2')]), group('b', [leaf('b1'), leaf('b2')])]);
    assert.equal(names(fewer), 'a b');
    const turned = reconcile(fewer.roots, [group('a', [leaf('a2')]), group('b', [leaf('b2'), leaf('b1')])]);
    assert.equal(names(turned), 'b');
  });

  it('is drawn as a whole when a root comes or goes', () => {
    assert.equal(names(reconcile(shown([leaf('a')]), [leaf('a'), leaf('b')])), 'all');
    assert.equal(names(reconcile(shown([leaf('a')]), [])), 'all');
  });

  it('keeps its elements, and gives each what it is about now', () => {
    const subject = (environment: string) => ({ subject: { root: 'r', environment } });
    const before = shown([group('a', [leaf('a1', subject('local'))])]);
    const { roots } = reconcile(before, [group('a', [leaf('a1', subject('dev'))])]);
    const [root] = roots;
    const [child] = root!.children;
    assert.equal(root, before[0]);
    assert.equal(child, before[0]!.children[0]);
    assert.equal(child!.node.subject?.environment, 'dev');
    assert.equal(child!.parent, root);
  });

  it('reads as a line for each leaf, with what it stands under', () => {
    const tree = [group('Needs attention', [leaf('a1', { description: 'drifted, cosmetic' })]), leaf('b')];
    assert.deepEqual(treeLines(tree), ['Needs attention › a1 · drifted, cosmetic', 'b']);
  });
});
