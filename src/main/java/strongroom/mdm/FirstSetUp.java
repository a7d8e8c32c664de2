package strongroom.mdm;

/** What a user meets of Safe when the app is set up (mdm-policy 2.4). */
public enum FirstSetUp {
    /** Safe is off and not offered. */
    OFF,
    /** The wizard has a page on which the user may switch Safe on. */
    OPTIONAL_PAGE,
    /** The wizard is skipped; the user may switch Safe on later. */
    OFF_UNTIL_LATER,
    /** The wizard has a page on which the user must choose a password. */
    MANDATORY_PAGE,
    /** After the wizard a screen that cannot be dismissed asks for a password. */
    PASSWORD_AFTER_WIZARD,
    /** Safe is switched on with the managed password; the user agrees with one tap. */
    MANAGED_WITH_CONSENT,
    /** Safe is switched on with the managed password, and nobody is asked. */
    MANAGED,
    /** The wizard refuses the managed password, since it is short; the check at the next launch takes it. */
    MANAGED_AT_NEXT_LAUNCH
}
