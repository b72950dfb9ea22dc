"""Who is let in where: for each address of the admin the least role that may open it, and that may send it something.

The letters are of the roles: E(ditor), R(eviewer), A(dministrator), S(uperuser), "-" for nobody at all. Two letters,
divided by "/", are for a draft and for what readers see.
"""

RECORDS = "meeting|agreement|body"
ENTERED = f"{RECORDS}|person|institution|source"
ROWS = "agreedaction|citation|participant|position"
# The source of the cast is cited by nothing that readers see.
SEEN = f"{RECORDS}|person|institution|{ROWS}"
VOCABULARIES = "relation|party|topic|oldaddress"

# Pattern of the name (of the route, where it has none), GET, POST.
TABLE: list[tuple[str, str, str]] = [
    # What the forms ask, and what leads further
    ("understand-date|parties|alike|recognise-source|read-list|next-session", "E", "E"),
    ("index|app_list|search|jsi18n|password_change|password_change_done|login", "E", "E"),
    (r"agreements/\w+/<path:object_id>/|auth/\w+/<path:object_id>/|\(\?P<url>.*", "E", "E"),
    ("autocomplete", "-", "E"),  # asked without a field it is no list of anything
    # The desk
    ("desk-queue|desk-apart", "E", "E"),
    ("desk-topic", "E", "A"),
    ("import|import-map|import-outcome", "R", "R"),
    ("import-refused", "R", "E"),
    ("assess|agreements_(meeting|agreement)_assess_actions", "R", "R"),
    ("nothing-new", "E", "R"),
    ("merges", "E", "E"),
    ("merge|merge-undo|agreements_(body|person|institution|source)_merge_with", "A", "A"),
    ("deleted|deleted-record|deleted-version", "E", "E"),
    # Records and their rows
    (f"agreements_({RECORDS})_(step|comment|preview)|agreements_body_next_session", "E", "E"),
    (f"agreements_({ENTERED}|{ROWS}|{VOCABULARIES})_(changelist|history|version)", "E", "E"),
    (f"agreements_({ENTERED}|agreedaction|citation|relation)_add", "E", "E"),
    ("agreements_(participant|position)_add", "-", "-"),
    (f"agreements_({SEEN})_change", "E", "E/R"),
    ("agreements_source_(change|restore|put_back)", "E", "E"),
    (f"agreements_({SEEN})_restore", "E/R", "E/R"),
    (f"agreements_({SEEN})_put_back", "E", "E/R"),
    (f"agreements_({RECORDS})_delete", "E/-", "E/-"),
    (f"agreements_({ROWS})_delete", "E/R", "E/R"),
    ("agreements_(person|institution|source)_delete", "A", "A"),
    # Vocabularies
    ("agreements_(party|topic|oldaddress)_add", "A", "A"),
    (f"agreements_({VOCABULARIES})_(change|put_back)", "E", "A"),
    (f"agreements_({VOCABULARIES})_(restore|delete)", "A", "A"),
    # Accounts
    ("auth_user_(changelist|add|change|history|delete|password_change|reset_factor)", "A", "A"),
    ("auth_user_reset_factor_link", "-", "-"),
    ("auth_group_(changelist|history)", "A", "A"),
    ("auth_group_change", "A", "S"),
    ("auth_group_(add|delete)", "S", "S"),
    ("auth_permission_(changelist|history)", "S", "S"),
    ("auth_permission_change", "S", "-"),
    ("auth_permission_(add|delete)", "-", "-"),
    ("agreements_loginattempt_(changelist|history)", "A", "A"),
    ("agreements_loginattempt_change", "A", "-"),
    ("agreements_loginattempt_(add|delete)", "-", "-"),
]
# Not of the admin's pages: whoever is there may leave, and Django's own way to a public page names a type and a key.
LEFT_OUT = ("logout", "view_on_site")
