/** The department that coordinates (市信用办): it receives applications for others, and sees how they handle them. */
export const CREDIT_OFFICE = 'development-reform';
