# Run by `make messages` over each django.po between gathering and compiling.

# A new date on every run would be a difference that says nothing.
/^"POT-Creation-Date: /d

# English fills in %(ordinal)s ("21st"), other languages the %(number)s given beside it. The check of formats knows only
# what the source names, so it is told to leave this one string alone; the tests look at its values instead.
/python-format$/{
N
/\n#| msgid "%(ordinal)s meeting"$/N
s/^.*\nmsgid "%(ordinal)s meeting"$/#, no-python-format\
msgid "%(ordinal)s meeting"/
}
