package strongroom.phone;

/** One line of a request's or an answer's head. {@link #toString} does not show the value, which may be a login. */
record Header(String name, String value) {

    @Override
    public String toString() {
        return name + ": [hidden]";
    }
}
