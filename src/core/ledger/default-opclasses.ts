const names = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const scalars =
  'array_ops bool_ops bpchar_ops bytea_ops char_ops date_ops enum_ops float4_ops float8_ops inet_ops int2_ops ' +
  'int4_ops int8_ops interval_ops jsonb_ops macaddr8_ops macaddr_ops multirange_ops name_ops numeric_ops oid_ops ' +
  'oidvector_ops pg_lsn_ops range_ops record_ops text_ops tid_ops time_ops timestamp_ops timestamptz_ops timetz_ops ' +
  'uuid_ops xid8_ops';

/** By access method, the operator classes that PostgreSQL 18 and pgvector take where none is named. */
const defaults: Readonly<Record<string, ReadonlySet<string>>> = {
  btree: names(
    `${scalars} bit_ops money_ops tsquery_ops tsvector_ops varbit_ops halfvec_ops sparsevec_ops vector_ops`,
  ),
  hash: names(`${scalars} aclitem_ops cid_ops xid_ops`),
  gin: names('array_ops jsonb_ops tsvector_ops'),
  gist: names('box_ops circle_ops multirange_ops point_ops poly_ops range_ops tsquery_ops tsvector_ops'),
  spgist: names('box_ops inet_ops poly_ops quad_point_ops range_ops text_ops'),
  brin: names(
    'bit_minmax_ops box_inclusion_ops bpchar_minmax_ops bytea_minmax_ops char_minmax_ops date_minmax_ops ' +
      'float4_minmax_ops float8_minmax_ops inet_inclusion_ops int2_minmax_ops int4_minmax_ops int8_minmax_ops ' +
      'interval_minmax_ops macaddr8_minmax_ops macaddr_minmax_ops name_minmax_ops numeric_minmax_ops oid_minmax_ops ' +
      'pg_lsn_minmax_ops range_inclusion_ops text_minmax_ops tid_minmax_ops time_minmax_ops timestamp_minmax_ops ' +
      'timestamptz_minmax_ops timetz_minmax_ops uuid_minmax_ops varbit_minmax_ops',
  ),
  ivfflat: names('vector_l2_ops'),
};

/** Whether naming the operator class says no more than naming none. */
export function isDefaultOpclass(method: string, opclass: string): boolean {
  return defaults[method]?.has(opclass) ?? false;
}
