/** A query that Salesforce refuses, and how. */
export interface Malformed {
  readonly soql: string;
  readonly code: string;
  /** Row and column, as `ERROR at Row:r:Column:c` says them; null where the answer names none. */
  readonly at: readonly [number, number] | null;
  /** What stands behind the place, or how it begins. */
  readonly says: string;
  /**
   * `recorded`: code and words of a real org's answer to this query, or to one of the same shape,
   * were seen in public, and its place too where what was seen showed one; else the place is by
   * rule. `rule`: all of it is worked out from those: names are counted from 1, what lexer and
   * parser stumble over from 0.
   */
  readonly known: 'recorded' | 'rule';
}

const M = 'MALFORMED_QUERY';
const F = 'INVALID_FIELD';
const T = 'INVALID_TYPE';
const O = 'INVALID_QUERY_FILTER_OPERATOR';

type Line = readonly [Malformed['known'], string, string, readonly [number, number] | null, string];

const recorded = (soql: string, code: string, at: Malformed['at'], says: string): Line => [
  'recorded',
  soql,
  code,
  at,
  says
];
const rule = (soql: string, code: string, at: Malformed['at'], says: string): Line => [
  'rule',
  soql,
  code,
  at,
  says
];

const lines: readonly Line[] = [
  // Syntax: the column of the token, counted from 0.
  recorded('SELECT Id, FROM Account', M, [1, 11], "unexpected token: 'FROM'"),
  recorded('SELECT Id, LastModifiedDate, From Account', M, [1, 29], "unexpected token: 'From'"),
  recorded('SELECT FROM Account', M, [1, 7], "unexpected token: 'FROM'"),
  recorded('SELECT Id FROM Account WHERE', M, null, "unexpected token: '<EOF>'"),
  rule('SELECT Id FROM', M, null, "unexpected token: '<EOF>'"),
  rule("SELECT Id FROM Account WHERE Name = 'x' AND", M, null, "unexpected token: '<EOF>'"),
  recorded('SELECT Id FROM Account USING everything', M, null, "unexpected token: '<EOF>'"),
  recorded('SELECT Id FROM Account WHERE ParentId IN ()', M, [1, 42], "unexpected token: ')'"),
  recorded(
    'select Id from Account where id = $sfid',
    M,
    [1, 34],
    "line 1:34 no viable alternative at character '$'"
  ),
  recorded(
    'SELECT Id from $casecomment WHERE isdeleted = false',
    M,
    [1, 15],
    "line 1:15 no viable alternative at character '$'"
  ),
  recorded(
    'SELECT Id FROM Account WHERE SystemModstamp > 2020-12-12t12:12:00-25:00',
    M,
    [1, 67],
    "line 1:67 mismatched character '5' expecting set '0'..'3'"
  ),
  recorded(
    'SELECT Id FROM Account WHERE SystemModstamp > 2020-52-12t12:12:00-05:00',
    M,
    [1, 51],
    "line 1:51 no viable alternative at character '5'"
  ),
  rule(
    'SELECT Id FROM Opportunity WHERE CloseDate = 2026-02-32',
    M,
    [1, 54],
    "line 1:54 mismatched character '2' expecting set '0'..'1'"
  ),
  recorded("SELECT Id FROM Account WHERE Name = '''", M, [1, 38], "unexpected token: '''"),
  rule("SELECT Id FROM Account WHERE Name = 'x", M, [1, 36], "unexpected token: '''"),
  rule("SELECT Id FROM Account WHERE Name = 'it's'", M, [1, 40], "unexpected token: 's'"),
  rule(
    'SELECT Id FROM Account WHERE Name = "x"',
    M,
    [1, 36],
    "line 1:36 no viable alternative at character '\"'"
  ),
  rule('SELECT Id,, Name, Type FROM Account', M, [1, 10], "unexpected token: ','"),
  rule(
    "SELECT Id FROM Account WHERE Name = 'a' LIMIT 1 WHERE Name = 'x'",
    M,
    [1, 48],
    "unexpected token: 'WHERE'"
  ),
  rule('SELECT * FROM Account', M, [1, 7], "unexpected token: '*'"),
  rule('SELECT Id FROM Lead WHERE Company IS NULL', M, [1, 34], "unexpected token: 'IS'"),
  rule("SELECT Id FROM Account WHERE Name == 'x'", M, [1, 35], "unexpected token: '='"),
  rule("SELECT Id FROM Account WHERE Name NOT LIKE 'x'", M, [1, 38], "unexpected token: 'LIKE'"),
  rule(
    "SELECT Id FROM Account WHERE Name BETWEEN 'a' AND 'b'",
    M,
    [1, 34],
    "unexpected token: 'BETWEEN'"
  ),
  recorded(
    "SELECT Id FROM Account WHERE Name = 'a' AND Type = 'b' OR Rating = 'c'",
    M,
    [1, 55],
    "unexpected token: 'OR'"
  ),
  recorded(
    "SELECT Id FROM Account\nWHERE (IsDeleted = false AND NumberOfEmployees != 100)\nOR (IsDeleted = false AND Site = '999') AND ParentId = null",
    M,
    [3, 40],
    "unexpected token: 'AND'"
  ),
  rule("SELECT Id FROM Account WHERE Name = 'a')", M, [1, 39], "unexpected token: ')'"),
  rule('SELECT Id FROM Account ORDER Name', M, [1, 29], "unexpected token: 'Name'"),
  rule("SELECT Id FROM Account LIMIT 1 WHERE Name = 'x'", M, [1, 31], "unexpected token: 'WHERE'"),
  rule('SELECT Id FROM Account LIMIT 1 ORDER BY Name', M, [1, 31], "unexpected token: 'ORDER'"),
  rule('SELECT Name AS n FROM Account', M, [1, 12], "unexpected token: 'AS'"),
  rule('SELECT Id FROM Account; SELECT Id FROM Contact', M, [1, 22], "unexpected token: ';'"),
  recorded('SELECT Type, COUNT() FROM Account GROUP BY Type', M, [1, 19], "unexpected token: ')'"),
  rule('SELECT COUNT() FROM Account ORDER BY Name', M, [1, 28], "unexpected token: 'ORDER'"),
  recorded(
    'SELECT convertCurrency(calendar_year(convertTimezone(lastmodifieddate))) FROM account',
    M,
    [1, 52],
    "expecting a right parentheses, found '('"
  ),
  recorded('', M, null, 'SOQL statements cannot be empty or null'),
  rule(
    'SELECT Id FROM Account WHERE Name = :name',
    M,
    [1, 37],
    'Bind variables only allowed in Apex code'
  ),
  recorded(
    'SELECT Id, Name, Industry FROM Account WHERE Active__c = true WITH SECURITY_ENFORCED',
    M,
    [1, 63],
    'SECURITY_ENFORCED not allowed in this context'
  ),
  rule('SELECT Id FROM Account ALL ROWS', M, [1, 24], 'ALL ROWS not allowed in this context'),
  // Names: the column of the name, counted from 1.
  recorded(
    'SELECT Bacon__c FROM Account LIMIT 2',
    F,
    [1, 8],
    "No such column 'Bacon__c' on entity 'Account'. If you are"
  ),
  recorded(
    'SELECT Id, Chiffre_d_affaire__c FROM Account',
    F,
    [1, 12],
    "No such column 'Chiffre_d_affaire__c' on entity 'Account'."
  ),
  recorded(
    'SELECT LastModifiedDate, Wage__c, Id, LastModifiedById FROM Account',
    F,
    [1, 26],
    "No such column 'Wage__c' on entity 'Account'."
  ),
  recorded(
    'SELECT Id,\n                SELECT_Id FROM Account',
    F,
    [2, 17],
    "No such column 'SELECT_Id' on entity 'Account'."
  ),
  rule(
    'SELECT Id FROM Contact WHERE Account.Bacon = 1',
    F,
    [1, 30],
    "No such column 'Bacon' on entity 'Account'."
  ),
  rule(
    'SELECT AccountId, COUNT(Id) Cases FROM Case GROUP BY AccountId ORDER BY Cases DESC',
    F,
    [1, 73],
    "No such column 'Cases' on entity 'Case'."
  ),
  recorded(
    'SELECT Id, Foo__r.Name FROM Account',
    F,
    [1, 12],
    "Didn't understand relationship 'Foo__r' in field path. If you are"
  ),
  recorded(
    'select count() from XYZZY',
    T,
    [1, 21],
    "sObject type 'XYZZY' is not supported. If you are"
  ),
  recorded(
    'SELECT COUNT(Id) FROM SourceMember',
    T,
    [1, 23],
    "sObject type 'SourceMember' is not supported."
  ),
  recorded(
    "SELECT Id, Name, AccountNumber FROM AccountOpps WHERE Name like 'okToDelete%'",
    T,
    [1, 37],
    "sObject type 'AccountOpps' is not supported."
  ),
  recorded(
    'SELECT Id\nFROM Maycur_Form__c',
    T,
    [2, 6],
    "sObject type 'Maycur_Form__c' is not supported."
  ),
  rule(
    'SELECT (SELECT Id FROM Foos) FROM Account',
    T,
    [1, 24],
    "Didn't understand relationship 'Foos' in FROM part of query call."
  ),
  rule(
    'SELECT (SELECT Foo FROM Contacts) FROM Account',
    F,
    [1, 16],
    "No such column 'Foo' on entity 'Contact'."
  ),
  recorded(
    'SELECT (SELECT COUNT(Id) FROM Contacts) FROM Account',
    M,
    [1, 31],
    'only root queries support aggregate expressions'
  ),
  recorded(
    'SELECT Name n FROM Account',
    M,
    [1, 13],
    'only aggregate expressions use field aliasing'
  ),
  rule('SELECT Id, Id FROM Account', F, null, 'duplicate field selected: Id'),
  // Values and operators.
  recorded("SELECT Id FROM Contact WHERE Id = 'ZZZ'", O, [1, 30], 'invalid ID field: ZZZ'),
  rule(
    "SELECT Id FROM Contact WHERE AccountId IN ('001000000000001', 'x')",
    O,
    [1, 30],
    'invalid ID field: x'
  ),
  rule("SELECT Id FROM Account WHERE Id LIKE '001%'", O, [1, 30], 'invalid operator on id field'),
  recorded(
    "SELECT Id FROM Account WHERE Colors__c LIKE 'Red%'",
    O,
    [1, 30],
    'invalid operator on multipicklist field'
  ),
  rule(
    "SELECT Id FROM Account WHERE CreatedDate LIKE '2020%'",
    O,
    [1, 30],
    'invalid operator on datetime field'
  ),
  recorded(
    "SELECT Id FROM Account WHERE Name LIKE NULL AND Name LIKE '%a%'",
    O,
    [1, 30],
    'invalid operator'
  ),
  rule(
    "SELECT Id FROM Account WHERE CreatedDate = '2020-01-01'",
    F,
    [1, 30],
    "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes"
  ),
  rule(
    'SELECT Id FROM Account WHERE Name = 5',
    F,
    [1, 30],
    "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes"
  ),
  rule(
    "SELECT Id FROM Account WHERE Active__c = 'true'",
    F,
    [1, 30],
    "value of filter criterion for field 'Active__c' must be of type boolean and should not be enclosed in quotes"
  ),
  recorded(
    "SELECT Id FROM Account WHERE Note__c LIKE '%x%'",
    F,
    [1, 30],
    "field 'Note__c' can not be filtered in a query call"
  ),
  rule(
    'SELECT Id FROM Account ORDER BY Note__c',
    M,
    [1, 33],
    "field 'Note__c' can not be sorted in a query call"
  ),
  // Groups.
  rule(
    'SELECT Name, COUNT(Id) FROM Account',
    M,
    [1, 8],
    'Field must be grouped or aggregated: Name'
  ),
  recorded(
    'SELECT CALENDAR_YEAR(CloseDate) y, COUNT(Id) n FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate) ORDER BY CloseDate DESC',
    M,
    [1, 108],
    'Ordered field must be grouped or aggregated: CloseDate'
  ),
  recorded(
    'SELECT Note__c, COUNT(Id) FROM Account GROUP BY Note__c',
    M,
    [1, 49],
    "field 'Note__c' can not be grouped in a query call"
  ),
  recorded(
    'SELECT AnnualRevenue, COUNT(Id) FROM Account GROUP BY AnnualRevenue',
    M,
    [1, 55],
    "field 'AnnualRevenue' can not be grouped in a query call"
  ),
  rule(
    'SELECT SUM(Name) FROM Account',
    M,
    [1, 12],
    'field Name does not support aggregate operator SUM'
  ),
  recorded(
    'SELECT COUNT(Id) FROM Contact LIMIT 200',
    M,
    null,
    'Non-grouped query that uses overall aggregate functions cannot also use LIMIT'
  ),
  rule('SELECT COUNT(Id) a, SUM(AnnualRevenue) a FROM Account', M, null, 'duplicate alias: a'),
  // Sub-selects.
  recorded(
    'SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Contact)',
    M,
    [1, 30],
    'The inner and outer selects should not be on the same object type'
  ),
  recorded(
    'SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Lead)',
    M,
    [1, 29],
    "The selected field 'Id' in the subquery and the left operand field in the where expression in the outer query 'AccountId' should point to the same object type"
  ),
  rule(
    'SELECT Id FROM Account WHERE Name IN (SELECT Name FROM Contact)',
    O,
    [1, 30],
    "The left operand field in the where expression for outer query should be an id field, cannot use: 'Name'"
  ),
  rule(
    "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) OR Name = 'x'",
    M,
    [1, 30],
    "Semi join sub-selects are not allowed with the 'OR' operator"
  ),
  // Bounds.
  rule(
    'SELECT Id FROM Account OFFSET 2001',
    'NUMBER_OUTSIDE_VALID_RANGE',
    null,
    'Maximum SOQL offset allowed is 2000'
  ),
  rule(
    'SELECT FIELDS(ALL) FROM Account',
    M,
    null,
    'The SOQL FIELDS function must have a LIMIT of at most 200'
  )
];

export const malformed: readonly Malformed[] = lines.map(([known, soql, code, at, says]) => ({
  known,
  soql,
  code,
  at,
  says
}));
