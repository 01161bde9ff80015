/// The small dictionaries of an agency. Ids count from 1 without gaps.
package enum NameTable: String {
  case client, batch, product, stage, region, team, skill
}
